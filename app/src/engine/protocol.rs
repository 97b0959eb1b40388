//! What the page asks and the engine answers: one enum each. A message is a JavaScript array
//! `[json, ...attachments]`: files go in by reference, exported bytes come out by transfer.

use serde::{Deserialize, Serialize};
use tenfold_core::project::view::{
    BehaviourView, CustomerMap, DemandProfile, Doctor, Explanation, Export, FilePreview, Filter,
    OrderSizeView, Overview, Pools, Quality, ReadingChange, SimilarView, Subject, TablePage,
    TableQuery, UserError,
};
use tenfold_core::settings::Settings;

/// Grows with every incompatible change; a page and a worker that differ reload.
pub const PROTOCOL_VERSION: u32 = 1;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// Replies carry the id of their request; 0 is for events nobody asked for.
    pub id: u32,
    pub body: T,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// The attachments are the files (`File`), in the same order as the names. Answers `Opened`.
    /// What was loaded before stays until `Analyse` succeeds.
    Open {
        names: Vec<String>,
    },
    /// Forgets the opened files that were not analysed. Answers `Done`.
    CloseOpened,
    /// A correction to how opened file number `file` is read. Answers `Opened`.
    ChangeReading {
        file: usize,
        change: ReadingChange,
    },
    /// A settings file's text, in the form of `data/mappings/*.json` or our own export; applies to
    /// the opened files and the settings. Answers `Opened`.
    ImportSettings {
        text: String,
    },
    /// Reads the opened files whole and analyses them. Reports `Progress`, answers `Analysed`.
    Analyse,
    /// Generates the demo company and analyses it. Answers `Analysed`.
    LoadDemo,
    /// Stops the reading in progress; its request answers `Stopped`.
    Cancel,
    /// Answers `Settings`.
    GetSettings,
    /// Replaces the settings and recomputes what they touch. Answers `Analysed`.
    SetSettings {
        settings: Box<Settings>,
    },
    Overview {
        filter: Filter,
    },
    /// Answers `Pools`; `over_lines` reconciles over every line too.
    Pools {
        over_lines: bool,
    },
    Quality,
    Table {
        query: TableQuery,
        start: u64,
        count: u64,
    },
    Explain {
        subject: Subject,
        filter: Filter,
    },
    /// Answers `Exported` with the bytes attached.
    Export {
        export: Export,
    },
    /// Answers `Demand`; a filter does not touch it.
    Demand,
    /// Answers `CustomerMap`.
    CustomerMap {
        filter: Filter,
    },
    /// Answers `OrderSizes`; the first time, and after changed costs, a pass over the lines.
    OrderSizes {
        filter: Filter,
    },
    /// Answers `Behaviour`.
    Behaviour {
        filter: Filter,
    },
    /// Answers `Similar`.
    Similar {
        filter: Filter,
    },
    /// What the data doctor finds; a pass over all lines the first time after they changed.
    Doctor,
    /// A question about what all requests sent before it lead to; others are answered at once.
    Next(Box<Request>),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Sent once by itself when the worker can be asked.
    Ready {
        protocol: u32,
    },
    Opened {
        files: Vec<FilePreview>,
        settings: Settings,
        /// Files of the request that can't be opened; the others are.
        refused: Vec<UserError>,
    },
    Progress {
        label: String,
        done: u64,
        total: u64,
    },
    /// The results behind every view changed; `version` grows with each change. Views carry no
    /// data of an older version after it.
    Analysed {
        version: u32,
        name: String,
        settings: Settings,
        timings: Vec<Timing>,
    },
    Stopped,
    Done,
    Settings {
        settings: Settings,
    },
    /// Also sent by itself: without a filter right before `Analysed`, whose screen will ask for it,
    /// and as version 0 once the engine has warmed up, with made-up figures to warm up the page.
    Overview {
        version: u32,
        overview: Box<Overview>,
    },
    Pools {
        pools: Pools,
    },
    Quality {
        quality: Vec<Quality>,
    },
    Table {
        page: TablePage,
    },
    Explain {
        explanation: Box<Explanation>,
    },
    Exported {
        name: String,
        mime: String,
    },
    Failed {
        error: UserError,
    },
    Demand {
        profile: Box<DemandProfile>,
    },
    CustomerMap {
        map: CustomerMap,
    },
    OrderSizes {
        sizes: OrderSizeView,
    },
    Behaviour {
        behaviour: BehaviourView,
    },
    Similar {
        similar: SimilarView,
    },
    Doctor {
        doctor: Box<Doctor>,
    },
}

/// A stage and how long it took.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Timing {
    pub stage: String,
    pub milliseconds: f64,
}
