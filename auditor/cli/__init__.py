"""The front door: command line in, text and exit code out. It loads the data, asks the pipeline and renders; it judges nothing."""
