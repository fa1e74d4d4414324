"""ai-audit: how much a repository depends on LLM vendors, what will hurt, and what to do about it."""

__version__ = "0.1.0"
