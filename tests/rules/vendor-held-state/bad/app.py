import acme

client = acme.Client()
store = client.vector_stores.create(name="docs")  # expect: AIA303
