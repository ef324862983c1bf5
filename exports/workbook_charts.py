"""Excel's own charts beside the tables that have one on paper: they read the cells, so they follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.domain.sheets.sheet import Chart

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def add_chart(sheet: Worksheet, drawn: Chart, *, title: str, at: int, first: int, last: int) -> None:
    """Put horizontal bars from 0 to 100 at row `at`, of the rows from `first` to `last`."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.chart.label import DataLabelList

    chart = BarChart()
    chart.type = "bar"
    chart.style = 1
    chart.title = title
    chart.legend = None
    chart.gapWidth = 40
    chart.height, chart.width = max(7, last - first + 2), 22
    chart.add_data(Reference(sheet, min_col=drawn.values + 1, min_row=first, max_row=last), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=drawn.words + 1, min_row=first, max_row=last))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.delete = chart.x_axis.delete = False
    # bars are drawn from below: the first row is to stand on top
    chart.x_axis.scaling.orientation = "maxMin"
    chart.series[0].graphicalProperties.solidFill = "7F7F7F"
    chart.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    sheet.add_chart(chart, f"A{at}")
    sheet.page_setup.fitToHeight = 1
