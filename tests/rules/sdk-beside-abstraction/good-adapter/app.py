import umbrella_router
from chainworks_initech import ChatInitech

model = ChatInitech()
router = umbrella_router.Router()
