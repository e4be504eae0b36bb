"""Columns of flat lists of pages."""

from wagtail.admin.ui.tables import Column


class ListColumn(Column):
    """A column whose cells say what it is called: on a narrow screen a row's cells stand below each other."""

    cell_template_name = "kitnet_pages/admin/list_cell.html"
