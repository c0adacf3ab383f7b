-- What docs/semantics.md says of plain statements, in SQL: one verdict for every case and statement, as of the day in `judged`.
--
-- A statement begins on the first day of its event, where its attribute says so. Its step holds on the first of its events
-- from there to the window's last day, a second step counts from that. Where one is missing: blocked, if the block's event
-- came from the beginning to the end of that window; else pending, while the window is open and the case is; else stalled.
CREATE VIEW verdict AS
WITH
  standing AS (  -- what can be seen of a case ends with it, or on the day asked for
    SELECT case_no, CASE WHEN closed <= as_of THEN 1 ELSE 0 END AS is_over,
           CASE WHEN closed <= as_of THEN closed ELSE as_of END AS ends, as_of
    FROM cases CROSS JOIN judged),
  begun AS (
    SELECT s.*, c.case_no, c.is_over, c.ends, c.as_of,
           (SELECT min(e.day) FROM event e WHERE e.case_no = c.case_no AND e.type = s.start_type AND e.day <= c.ends) AS day0,
           (SELECT a.value FROM attribute a WHERE a.case_no = c.case_no AND a.path = s.attribute) AS known
    FROM statement s CROSS JOIN standing c),
  first_step AS (
    SELECT b.*,
           (SELECT min(e.day) FROM event e WHERE e.case_no = b.case_no AND e.type = b.step1
              AND e.day >= b.day0 AND e.day <= b.day0 + b.days1 AND e.day <= b.ends) AS day1
    FROM begun b),
  second_step AS (
    SELECT f.*,
           (SELECT min(e.day) FROM event e WHERE e.case_no = f.case_no AND e.type = f.step2
              AND e.day >= f.day1 AND e.day <= f.day1 + f.days2 AND e.day <= f.ends) AS day2
    FROM first_step f),
  decided AS (
    SELECT s.*,
           CASE WHEN day1 IS NULL THEN day0 + days1 WHEN step2 IS NOT NULL AND day2 IS NULL THEN day1 + days2 END AS due
    FROM second_step s),
  hindered AS (
    SELECT d.*,
           (SELECT min(e.day) FROM event e WHERE e.case_no = d.case_no AND e.type = d.block
              AND e.day >= d.day0 AND e.day <= d.due AND e.day <= d.ends) AS blocked_on
    FROM decided d)
SELECT case_no, id,
       CASE
         WHEN day0 IS NULL THEN 'dormant'
         WHEN attribute IS NOT NULL AND known <> attribute_value THEN 'dormant'
         WHEN attribute IS NOT NULL AND known IS NULL THEN 'undetermined'
         WHEN due IS NULL THEN 'fired'
         WHEN blocked_on IS NOT NULL THEN 'blocked'
         WHEN is_over = 0 AND as_of <= due THEN 'pending'
         ELSE 'stalled'
       END AS verdict
FROM hindered;
