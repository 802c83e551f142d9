"""Registration for campaigns: addresses below /phong-trao/dang-ky/."""

urlpatterns = []
