import acme

client = acme.Client()
client.beta.assistants.create(name="helper")
