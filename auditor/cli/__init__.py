"""The front door: command line in, text and exit code out. It loads data, asks the pipeline and renders; it judges nothing."""
