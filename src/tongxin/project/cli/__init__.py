"""The `tongxin` command line. Every command has its module; `main` puts them together."""
