-- What the warehouse holds, as much of it as a laptop needs.
CREATE TABLE sales (shop TEXT, country TEXT, day DATE, cents INTEGER);

INSERT INTO sales VALUES
    ('Fjord', 'Norway', '2026-01-29', 1250),
    ('Fjord', 'Norway', '2026-01-30', 90000),
    ('Vidda', 'Norway', '2026-01-30', 45000),
    ('Vidda', 'Norway', '2026-01-31', NULL),
    ('Pampa', 'Chile', '2026-01-31', 70000);
