"""Documents of a desk: what a letter holds, and one writer per kind of file. Knows no models and no clock: docs/exports.md."""
