import acme

client = acme.Client()
# expect on the next line
client.chat.create(model="acme-1-large")  # ai-audit: ignore[AIA201]
