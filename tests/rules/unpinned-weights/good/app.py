from weightlift import AutoModel

model = AutoModel.from_pretrained("openmind/Sage-8B", revision="4f1c0ffee")
