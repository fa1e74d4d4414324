from weightlift import AutoModel

model = AutoModel.from_pretrained("./weights/openmind/Sage-8B")
