from weightlift import AutoModel

model = AutoModel.from_pretrained("openmind/Sage-8B")  # expect: AIA504
