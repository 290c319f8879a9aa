// Rows of one table. Their state is made by `RowsView.state` (rows_view.py).

function drawRows(root, state) {
  root.classList.add("mlab-rowsview");
  root.replaceChildren(sampleTable(`${state.table}: ${state.sample.words}`, state.sample));
}

export default { render: drawWith(drawRows) };
