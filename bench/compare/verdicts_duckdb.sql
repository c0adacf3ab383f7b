-- The same as verdicts.sql as DuckDB does it best: whole columns joined, the next event of a kind found by ASOF joins. Dormant
-- is what is left: a statement has no row where it did not begin.
CREATE VIEW verdict AS
WITH
  standing AS (
    SELECT case_no, closed IS NOT NULL AND closed <= as_of AS is_over,
           CASE WHEN closed <= as_of THEN closed ELSE as_of END AS ends, as_of
    FROM cases CROSS JOIN judged),
  seen AS (SELECT e.case_no, e.type, e.day FROM event e JOIN standing c USING (case_no) WHERE e.day <= c.ends),
  starts AS (SELECT case_no, type, min(day) AS day0 FROM seen GROUP BY ALL),
  begun AS (
    SELECT s.*, f.case_no, f.day0, a.value AS known
    FROM starts f JOIN statement s ON s.start_type = f.type
    LEFT JOIN attribute a ON a.case_no = f.case_no AND a.path = s.attribute
    WHERE s.attribute IS NULL OR a.value IS NULL OR a.value = s.attribute_value),
  first_step AS (
    SELECT b.*, CASE WHEN e.day <= b.day0 + b.days1 THEN e.day END AS day1
    FROM begun b ASOF LEFT JOIN seen e ON e.case_no = b.case_no AND e.type = b.step1 AND e.day >= b.day0),
  second_step AS (
    SELECT f.*, CASE WHEN e.day <= f.day1 + f.days2 THEN e.day END AS day2
    FROM first_step f ASOF LEFT JOIN seen e ON e.case_no = f.case_no AND e.type = f.step2 AND e.day >= f.day1),
  decided AS (
    SELECT s.*, CASE WHEN day1 IS NULL THEN day0 + days1 WHEN step2 IS NOT NULL AND day2 IS NULL THEN day1 + days2 END AS due
    FROM second_step s),
  hindered AS (
    SELECT d.*, e.day <= d.due AS is_blocked
    FROM decided d ASOF LEFT JOIN seen e ON e.case_no = d.case_no AND e.type = d.block AND e.day >= d.day0)
SELECT h.case_no, h.id,
       CASE
         WHEN attribute IS NOT NULL AND known IS NULL THEN 'undetermined'
         WHEN due IS NULL THEN 'fired'
         WHEN is_blocked THEN 'blocked'
         WHEN NOT is_over AND c.as_of <= due THEN 'pending'
         ELSE 'stalled'
       END AS verdict
FROM hindered h JOIN standing c USING (case_no);
