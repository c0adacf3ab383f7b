-- A plain theory and plain cases (see bench/README.md) as tables. Days are whole numbers, counted from any one day.
CREATE TABLE statement (
  id TEXT, start_type TEXT,
  attribute TEXT, attribute_value TEXT,  -- null: no such condition
  step1 TEXT, days1 INTEGER,
  step2 TEXT, days2 INTEGER,             -- null: one step alone
  block TEXT                             -- null: none
);
CREATE TABLE cases (case_no INTEGER PRIMARY KEY, closed INTEGER);  -- null: not closed
CREATE TABLE attribute (case_no INTEGER, path TEXT, value TEXT);   -- those known; truth values as yes and no
CREATE TABLE event (case_no INTEGER, type TEXT, day INTEGER);
CREATE TABLE judged (as_of INTEGER);                               -- one row
