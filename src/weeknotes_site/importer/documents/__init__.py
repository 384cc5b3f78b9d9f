"""Documents of one note or many: Word files, saved pages, plain texts, mails."""
