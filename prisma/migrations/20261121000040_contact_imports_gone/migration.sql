-- An import is sent bit by bit, and every row finds its contact again: nothing has to be kept of it.
DROP TABLE "contact_import_rows";
DROP TABLE "contact_imports";
