-- The revenue of each store in each month of 2025. Together they are the revenue of the store: a part for each month, which
-- depends on the season and, as if by chance, on the store.
WITH parts AS (
  SELECT store_id, revenue, month,
    (ARRAY[78, 74, 92, 95, 101, 99, 96, 98, 94, 103, 121, 149])[month]
      * (1 + 0.12 * sin(store_id * 7 + month * month)) AS part
  FROM retail_stores, generate_series(1, 12) AS month
), sums AS (
  SELECT *, sum(part) OVER (PARTITION BY store_id ORDER BY month)
    / sum(part) OVER (PARTITION BY store_id) * revenue AS until_now
  FROM parts
)
SELECT store_id, make_timestamptz(2025, month, 1, 0, 0, 0, 'UTC') AS date,
  (round(until_now)
    - round(coalesce(lag(until_now) OVER (PARTITION BY store_id ORDER BY month), 0)))::integer AS revenue
FROM sums
ORDER BY store_id, month
