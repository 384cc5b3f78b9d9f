"""Documents of one note or many: Word files, plain texts, mails."""
