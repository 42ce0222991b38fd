-- A grant may be there before its code is redeemed. Rows of today, and of programs that do not know the column, were made by redeeming one.
ALTER TABLE grants ADD COLUMN code_spent INTEGER NOT NULL DEFAULT 1;
