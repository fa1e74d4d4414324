import acme

client = acme.Client()
