import acme

client = acme.Client()


def answer(question):
    return client.completions.legacy(prompt=question)  # expect: AIA213
