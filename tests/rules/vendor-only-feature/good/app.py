import acme

client = acme.Client()
client.vector_stores.create(name="docs")
client.fine_tuning.jobs.create(file="x")
