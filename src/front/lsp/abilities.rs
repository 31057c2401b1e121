//! What the server can do.

use std::path::{Path, PathBuf};

use gen_lsp_types::{
    BaseUri, CallHierarchyProvider, ChangeNotifications, CodeActionKind, CodeActionOptions,
    CodeActionProvider, CodeLensOptions, CompletionOptions, DefinitionProvider, DiagnosticOptions,
    DiagnosticProvider, DidChangeWatchedFilesRegistrationOptions, DocumentFormattingProvider,
    DocumentHighlightProvider, DocumentLinkOptions, DocumentOnTypeFormattingOptions,
    DocumentRangeFormattingProvider, DocumentSymbolProvider, ExecuteCommandOptions,
    FileSystemWatcher, FoldingRangeProvider, Full, GlobPattern, HoverProvider, InitializeResult,
    InlayHintProvider, ReferencesProvider, Registration, RegistrationParams, RelativePattern,
    RenameOptions, RenameProvider, Save, SelectionRangeProvider, SemanticTokensOptions,
    SemanticTokensOptionsRange, SemanticTokensProvider, ServerCapabilities, ServerInfo,
    SignatureHelpOptions, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions,
    Unregistration, UnregistrationParams, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions, WorkspaceSymbolProvider,
};

use super::answers::{lenses, shape};
use super::client::Abilities;
use super::lines::Encoding;
use super::uri;

/// The kind of the action that makes all safe fixes.
pub(super) const FIX_ALL: CodeActionKind =
    CodeActionKind::Custom(std::borrow::Cow::Borrowed("source.fixAll.flywheel"));

/// What the server answers when an editor begins to talk to it.
pub(super) fn hello(encoding: Encoding, can: Abilities) -> InitializeResult {
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    InitializeResult {
        capabilities: capabilities(encoding, can),
        server_info: Some(ServerInfo { name: "flywheel".to_owned(), version }),
    }
}

fn capabilities(encoding: Encoding, can: Abilities) -> ServerCapabilities {
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(ChangeNotifications::Bool(true)),
    };
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSync::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(Save::Bool(true)),
            ..TextDocumentSyncOptions::default()
        })),
        code_action_provider: Some(CodeActionProvider::CodeActionOptions(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix, FIX_ALL]),
            resolve_provider: Some(true),
            ..CodeActionOptions::default()
        })),
        hover_provider: Some(HoverProvider::Bool(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([".", " ", "(", ":"].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        document_link_provider: Some(DocumentLinkOptions::default()),
        references_provider: Some(ReferencesProvider::Bool(true)),
        document_highlight_provider: Some(DocumentHighlightProvider::Bool(true)),
        rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
            prepare_provider: Some(true),
            ..RenameOptions::default()
        })),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        workspace_symbol_provider: Some(WorkspaceSymbolProvider::Bool(true)),
        folding_range_provider: Some(FoldingRangeProvider::Bool(true)),
        selection_range_provider: Some(SelectionRangeProvider::Bool(true)),
        semantic_tokens_provider: Some(SemanticTokensProvider::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: shape::legend(),
                range: Some(SemanticTokensOptionsRange::Bool(true)),
                full: Some(Full::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(["(", ","].map(str::to_owned).to_vec()),
            ..SignatureHelpOptions::default()
        }),
        inlay_hint_provider: Some(InlayHintProvider::Bool(true)),
        code_lens_provider: Some(CodeLensOptions::default()),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: [lenses::RUN_TEST, lenses::EXPLAIN].map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        call_hierarchy_provider: Some(CallHierarchyProvider::Bool(true)),
        document_formatting_provider: Some(DocumentFormattingProvider::Bool(true)),
        document_range_formatting_provider: Some(DocumentRangeFormattingProvider::Bool(true)),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: None,
        }),
        diagnostic_provider: can.pulls.then(|| {
            DiagnosticProvider::DiagnosticOptions(DiagnosticOptions {
                identifier: Some("flywheel".to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: false,
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(folders),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

/// What an editor is asked to watch files by.
const WATCH: &str = "workspace/didChangeWatchedFiles";
/// Those that the settings name.
const DATA: &str = "flywheel-data";

/// Which rule files on the disk the server asks to hear of.
pub(super) fn watched_rules() -> RegistrationParams {
    watched("flywheel-files", vec![GlobPattern::Pattern("**/*.flywheel".to_owned())])
}

/// The other files that it asks to hear of. Most editors only look for these in the folders that they have
/// open, unless they can look in another one.
pub(super) fn watched_data(paths: &[PathBuf], can: Abilities) -> RegistrationParams {
    let pattern = |path: &PathBuf| {
        let folder = path.parent().and_then(Path::to_str).filter(|_| can.watches_folders);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match folder {
            Some(folder) => GlobPattern::RelativePattern(RelativePattern {
                base_uri: BaseUri::Uri(uri::of(folder)),
                pattern: literal(&name),
            }),
            None => GlobPattern::Pattern(literal(&path.to_string_lossy().replace('\\', "/"))),
        }
    };
    watched(DATA, paths.iter().map(pattern).collect())
}

/// That it no longer asks for them.
pub(super) fn no_longer_watched() -> UnregistrationParams {
    let data = Unregistration { id: DATA.to_owned(), method: WATCH.to_owned() };
    UnregistrationParams { unregisterations: vec![data] }
}

fn watched(id: &str, patterns: Vec<GlobPattern>) -> RegistrationParams {
    let watcher = |glob_pattern| FileSystemWatcher { glob_pattern, kind: None };
    let watchers = patterns.into_iter().map(watcher).collect();
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: id.to_owned(),
        method: WATCH.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
}

/// A pattern that only fits a text itself.
fn literal(text: &str) -> String {
    let escaped = |letter: char| match letter {
        '*' | '?' | '[' | '{' => format!("[{letter}]"),
        letter => letter.to_string(),
    };
    text.chars().map(escaped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_marks_of_patterns_is_a_pattern_of_itself() {
        assert_eq!(literal("my [new] {a}*?.csv"), "my [[]new] [{]a}[*][?].csv");
    }
}
