import strickland  # expect: AIA211

client = strickland.Client()  # expect: AIA211
