import acme

client = acme.Client()


def embed(text):
    return client.embeddings.create(model="acme-embed-2", input=text)
