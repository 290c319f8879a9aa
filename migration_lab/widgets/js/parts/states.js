// What Python sends, as types for the checker: the dataclasses of the same names, turned into JSON by `asdict`. A test
// checks real states against them, so it finds a field that is renamed on one side only.

/**
 * A line of a table on both sides (sides.py); a side is null where the thing is not there.
 * @typedef {object} Line
 * @property {string} mark
 * @property {string[] | null} before
 * @property {string[] | null} after
 * @property {boolean} renamed
 * @property {string} lost what went with it: "7 values"
 */

/**
 * One table before and after (sides.py).
 * @typedef {object} TableSides
 * @property {string} name
 * @property {string} state "added", "dropped", "changed" or "unchanged"
 * @property {string} words
 * @property {string[]} heads
 * @property {Line[]} columns
 * @property {Line[]} keys
 * @property {string} was the table's old name; empty when it was not renamed
 */

/**
 * Rows as a display shows them (sample.py); null in a cell is NULL.
 * @typedef {object} Sample
 * @property {string} words
 * @property {string[]} columns
 * @property {(string | null)[][]} rows
 */

/**
 * Where the values of a column with a foreign key lead (row_page_state.py).
 * @typedef {object} RowLink
 * @property {number} at
 * @property {string} table
 * @property {string} key
 * @property {string[]} columns
 * @property {((string | number)[] | null)[]} values for each row
 */

/**
 * A page of rows, or why it cannot be read.
 * @typedef {Sample & { links: RowLink[], first: number, size: number, total: number, where: string, problem?: string }} RowPage
 */

/**
 * What happened to one table's rows (kept.py).
 * @typedef {object} RowsKept
 * @property {string} table
 * @property {string} mark
 * @property {string[]} words
 * @property {string[]} marks
 * @property {string} changed
 * @property {[string, string][]} renames
 * @property {Sample | null} before
 * @property {Sample | null} after
 * @property {Aligned | null} aligned
 */

/**
 * Rows before and after in one (aligned_rows.py).
 * @typedef {object} Aligned
 * @property {string} words
 * @property {AlignedColumn[]} columns
 * @property {{ mark: string, cells: AlignedCell[] }[]} rows
 */
/** @typedef {{ mark: string, name: string, was: string, key: boolean }} AlignedColumn */
/** @typedef {{ before: string | null, after: string | null, changed: boolean }} AlignedCell */

/**
 * A statement, with how often it ran in a row (card_state.py).
 * @typedef {object} Sql
 * @property {string} sql
 * @property {number} times
 * @property {string[]} parameters
 * @property {boolean} bookkeeping
 * @property {string} note
 * @property {number | null} seconds how long it took, all times together; null when that is not known
 */

/** @typedef {{ table: string, before: string, after: string, made: boolean }} Move */

/**
 * The tables and rows of one database (database_state.py).
 * @typedef {object} DatabaseState
 * @property {string} name which database it is; empty when the command changed no other one
 * @property {TableSides[]} tables
 * @property {TableSides[]} unchanged
 * @property {string[]} unchanged_names
 * @property {[string, string][]} others
 * @property {Move | null} move
 * @property {RowsKept[]} rows
 * @property {Motion | null} motion the rows as they moved, step by step
 */

/** @typedef {import("./motion_states.js").Motion} Motion the rows as they moved */

/**
 * What a card shows besides the tables and rows of its database (card_state.py).
 * @typedef {object} CardOnly
 * @property {string} command
 * @property {Headline[]} headlines what became of each table: what is read first
 * @property {Fact[]} facts
 * @property {string} why why it failed, in one line
 * @property {string[]} detected what autogenerate has found, in Alembic's words
 * @property {string} output what the command printed, if that is shown nowhere else
 * @property {DatabaseState[]} elsewhere the other databases that changed
 * @property {Sql[]} statements
 * @property {[string, string][]} files
 * @property {WarningsState | null} warnings about the script that it has written
 */
/** @typedef {DatabaseState & CardOnly} CardState */
/** @typedef {import("./advice_states.js").AdviceState} AdviceState what the coach says of one thing */
/** @typedef {import("./advice_states.js").WarningsState} WarningsState */
/** @typedef {import("./prediction_states.js").PredictionState} PredictionState a prediction that is asked */
/** @typedef {import("./prediction_states.js").OutcomeState} OutcomeState what came of it */
/** @typedef {{ mark: string, words: string, told: boolean }} Fact */
/** @typedef {{ mark: string, name: string, was: string, changes: Fact[], rows: Fact[], database: string }} Headline */

/** @typedef {{ table: string, sample: Sample, marks?: [string, string][], since?: string }} RowsState */

/**
 * @typedef {object} GoalState
 * @property {string} title
 * @property {boolean} done
 * @property {string[]} how_far
 * @property {string[]} missing
 * @property {string[]} notes
 * @property {[string, string][]} ways
 * @property {TableSides[]} tables
 * @property {Record<string, string>} words
 */

/** @typedef {{ title: string, what: string, evidence: string[], command: string }} RenameAsked */

/** @typedef {{ questions: RenameAsked[], yes: string, no: string }} RenameState */

/**
 * @typedef {object} TablesState
 * @property {TableSides[]} tables
 * @property {[string, string][]} others
 * @property {string} title
 * @property {string} news
 * @property {string} version_table
 */

/** @typedef {TableSides & { key: string, open: boolean }} BoardTable */
/**
 * A foreign key, by the names of its tables as they are shown (references.py).
 * @typedef {{ from: string, to: string, columns: string[], mark: string }} Reference
 */
/** @typedef {Omit<TablesState, "tables"> & { tables: BoardTable[], diagram: string | null, references: Reference[] }} BoardTables */

/** @typedef {{ standing: "has" | "lacks" | "differs" | "unknown", says: string, otherwise: string }} Cell */
/** @typedef {{ mark: string, kind: string, name: string, detail: string, cells: Cell[] | null }} GroupLine */
/** @typedef {{ table: string, mark: string, stands: Cell["standing"][], lines: GroupLine[], more: number }} PlacesGroup */
/** @typedef {[mark: string, words: string]} Said */
/** @typedef {{ path: string, line: number }} LineToMend empty where it is not known */
/** @typedef {{ command: string, differ: number, known: boolean }} Road */

/**
 * The three places (places_view.py).
 * @typedef {object} PlacesState
 * @property {string} state
 * @property {string} sentence
 * @property {boolean} in_step
 * @property {string | null} command
 * @property {string | null} problem
 * @property {PlacesGroup[]} groups by table, what differs (places_groups.py)
 * @property {Road[]} roads
 * @property {string[]} heads
 * @property {string[]} current
 * @property {boolean} can_move
 * @property {string[]} not_compared
 * @property {string} database
 * @property {Said[]} [effect] what the next command will do to rows
 * @property {LineToMend} [mend]
 * @property {WarningsState | null} [warnings] about the scripts that wait
 * @property {string} [entry] the coach's page about this state
 */

/**
 * What the exercise in hand still wants (kernel/exercise_in_hand.py).
 * @typedef {object} Goal
 * @property {string} id
 * @property {string} name what it is called: Exercise 03.1
 * @property {string} title
 * @property {{ words: string, met: boolean }[]} items
 * @property {boolean} met
 * @property {string} check what to run, so that all of it is tried
 * @property {boolean} checked
 * @property {string[]} before the chapter's exercises that are done
 */

/**
 * One revision (history_view.py).
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} mark
 * @property {string} message
 * @property {[string, string][]} tags
 * @property {string} created
 * @property {string} path
 * @property {string} parents
 * @property {string | null} command
 * @property {string | null} problem
 */

/** @typedef {[kind: string, points: [row: number, lane: number][]]} Edge */

/**
 * @typedef {object} HistoryState
 * @property {string} title
 * @property {Entry[]} entries
 * @property {number[]} lanes
 * @property {Edge[]} edges
 * @property {number} width
 * @property {string[]} here
 * @property {string | null} problem
 */

/**
 * What the time machine shows of one revision (board.py), or why it cannot.
 * @typedef {object} Moment
 * @property {TableSides[]} tables
 * @property {string} [script]
 * @property {Sql[]} [statements]
 * @property {string[]} [losses]
 * @property {string} [beware]
 * @property {string} [problem]
 */

/** @typedef {{ id: string, message: string, way: string, known: boolean, changes: string[], loses: string }} StepBetween */

/**
 * Two revisions compared (kernel/comparing.py), or why they cannot be.
 * @typedef {{ tables: TableSides[], words: string, steps: StepBetween[], problem?: string }} Comparison
 */

/** @typedef {{ command: string, title: string, statements: Sql[], copy: string }} SqlOfCommand */

/** @typedef {{ command: string, ok: boolean, words: string, output: string, about: string, undoable?: boolean }} Result */

/** @typedef {{ known: string, what: string, done: number, of: number }} Progress how far a long look is; `of` may be 0 */

/**
 * The head of the board, above its pages (board.py).
 * @typedef {object} Status
 * @property {boolean} looking
 * @property {boolean} settling whether a command has ended, and the lab has not looked again yet
 * @property {Progress | null} progress
 * @property {string | null} problem
 * @property {Result | null} last
 * @property {string | null} undo
 * @property {string | null} redo the command that a redo brings back
 * @property {string | null} sure
 * @property {{ command: string, what: string[] } | null} lost
 * @property {({ command: string } & LineToMend) | null} mend
 * @property {boolean} read_only
 * @property {string} reopen
 * @property {string} title what stands on the board's tab
 * @property {number} writes
 */

/** @typedef {{ id?: string, status: string, connectionStatus?: string, isDisposed?: boolean, statusChanged?: Signal, connectionStatusChanged?: Signal }} Kernel Jupyter's connection, as far as it is used */
/** @typedef {{ connect(call: () => void): void, disconnect(call: () => void): void }} Signal */

/**
 * The part of the model that is used here; anywidget passes it to `render`.
 * @typedef {object} Model
 * @property {(trait: string) => any} get
 * @property {(event: string, call: (message?: any) => void) => void} on
 * @property {(event: string, call: (message?: any) => void) => void} off
 * @property {(message: object) => void} send
 * @property {{ kernel?: Kernel, rendermime?: any }} [widget_manager]
 * @property {boolean} [stored] whether it is no model, but what a notebook has stored of one
 * @property {boolean} [trusted] whether the learner has run what has stored it
 */

/** @typedef {(what: string, more?: object) => Promise<any>} Ask */

export {};
