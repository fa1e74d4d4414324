import acme

client = acme.Client()
client.edits.create(input="x")  # expect: AIA215
