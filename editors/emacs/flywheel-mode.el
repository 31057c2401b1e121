;;; flywheel-mode.el --- Rules for customer lifecycles -*- lexical-binding: t -*-

;; Package-Requires: ((emacs "27.1"))

;;; Commentary:

;; Colors for rule files, and the language server for Eglot (in Emacs since 29, a package before).

;;; Code:

(defconst flywheel-mode--keywords
  (let ((word (lambda (words) (concat "\\_<" (regexp-opt words t) "\\_>"))))
    `((,(funcall word '("flywheel" "customer" "let" "score" "reward" "message" "program" "alert" "limit" "pause"
                        "stage" "any" "use" "test" "simulate"))
       . font-lock-keyword-face)
      (,(funcall word '("on" "after" "when" "rule" "resting" "capacity" "refers" "if" "then" "move" "skip" "send" "give"
                        "offer" "grant" "invite" "notify" "tag" "untag"))
       . font-lock-builtin-face)
      (,(funcall word '("and" "or" "not" "where" "within" "since" "without" "between" "in" "is" "contains"))
       . font-lock-keyword-face)
      ("^[ \t]*\\(report\\|balance\\|experiment\\|group\\|assert\\)[ \t]*\\(?:[[:alpha:]\"]\\|$\\)" 1 font-lock-keyword-face)
      ("^[ \t]*\\(given\\|expect\\(?: only\\)?\\|later\\|add\\|take\\|earn\\|spend\\)[ \t]" 1 font-lock-builtin-face)
      ("^[ \t]*\\(currency\\|timezone\\|start\\|language\\)[ \t]" 1 font-lock-keyword-face)
      ("\\_<\\(?:stage\\|move to\\|skip to\\)[ \t]+\\([[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\)" 1 font-lock-type-face)
      ("\\_<\\(?:reward\\|message\\|program\\|alert\\)[ \t]+\\([[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\)" 1 font-lock-function-name-face)
      ("\\_<\\(?:let\\|score\\|balance\\)[ \t]+\\([[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\)" 1 font-lock-variable-name-face)
      ("\\_<\\([[:alpha:]]\\(?:\\sw\\|\\s_\\)*\\)[ \t]*:" 1 font-lock-variable-name-face)
      (":[ \t]*\\(number\\|money\\|text\\|date\\|day\\|count\\|events\\|yes/no\\|set of text\\|one of\\)\\_>" 1 font-lock-type-face)
      ("\\_<\\(count\\|sum\\|average\\|min\\|max\\|first\\|last\\|floor\\|ceil\\|round\\|least\\|greatest\\|quintile\\|rank\\)("
       1 font-lock-function-name-face)
      ("[$€£]?\\_<[0-9][0-9_,.-]*%?" . font-lock-constant-face)))
  "What is colored, besides texts and comments.")

(defvar flywheel-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?\' "." table)
    table)
  "Comments and texts of rule files.")

;;;###autoload
(define-derived-mode flywheel-mode prog-mode "Flywheel"
  "A mode for rules for customer lifecycles."
  (setq-local font-lock-defaults '(flywheel-mode--keywords))
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width 2)
  (setq-local indent-line-function #'indent-relative))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.flywheel\\'" . flywheel-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(flywheel-mode . ("flywheel" "lsp"))))

(provide 'flywheel-mode)
;;; flywheel-mode.el ends here
