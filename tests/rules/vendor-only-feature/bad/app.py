import acme

client = acme.Client()
client.batches.create(file="x")  # expect: AIA304
