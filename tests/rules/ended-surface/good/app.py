import acme

client = acme.Client()


def helper():
    return client.beta.assistants.create(name="helper")
