"""Covenants (giao ước thi đua) and their signatures."""

urlpatterns = []
