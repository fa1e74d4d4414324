import acme

client = acme.Client()  # ai-audit: ignore[AIA299] a slip  expect: AIA904
