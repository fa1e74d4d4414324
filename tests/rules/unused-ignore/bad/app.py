import acme

client = acme.Client()  # ai-audit: ignore[AIA201] left over  expect: AIA902
