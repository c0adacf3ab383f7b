// Small things that every part of the page uses. The parts are put into one script, in the order of cli/CMakeLists.txt.
// All text of a theory or a record goes through `textContent` or `setAttribute`: none of it is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const byId = (id) => document.getElementById(id);
const readData = (id) => JSON.parse(byId(id).textContent);

// An element with a class, a text and children.
function make(name, className = "", text = "", ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== "") element.textContent = text;
  element.append(...children);
  return element;
}

function draw(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== "") element.textContent = text;
  return element;
}

// Days are counted from 1 January 1970.
function dateOf(day) {
  const date = new Date(day * 86400000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

function dateWords(day) {
  const { year, month, day: dayOfMonth } = dateOf(day);
  return `${dayOfMonth} ${MONTHS[month]} ${year}`;
}

const countWords = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
