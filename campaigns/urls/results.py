"""Reports on campaigns: addresses below /phong-trao/bao-cao/."""

urlpatterns = []
