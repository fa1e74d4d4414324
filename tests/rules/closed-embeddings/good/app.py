import acme
import vectorama

client = acme.Client()


def embed(text):
    return client.embeddings.create(model="openmind/Sage-Embed", input=text)
