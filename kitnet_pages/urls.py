"""Addresses of the app that are no pages."""

from django.urls import path

from kitnet_pages.views import search

app_name = "kitnet_pages"

urlpatterns = [
    path("soeg/", search.search, name="search"),
]
