import acme

client = acme.Client()
client.chat.create(model="acme-1-large")  # ai-audit: ignore[AIA201] moves on Monday
