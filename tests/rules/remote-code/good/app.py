from weightlift import AutoModel

model = AutoModel.from_pretrained("openmind/Sage-8B", trust_remote_code=False)
