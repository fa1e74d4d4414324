assistants = []


def create(assistants):
    return assistants
