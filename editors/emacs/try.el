;;; try.el --- Tries flywheel-mode in a real Emacs; `editors/try' runs it -*- lexical-binding: t -*-

;;; Code:

(require 'cl-lib)
(require 'flywheel-mode)

(defun try--face (text)
  "The face of the first TEXT in the buffer."
  (goto-char (point-min))
  (search-forward text)
  (get-text-property (match-beginning 0) 'face))

(let ((examples (directory-files-recursively "examples" "\\.flywheel\\'")))
  (cl-assert (> (length examples) 20))
  (dolist (file examples)
    (with-current-buffer (find-file-noselect file)
      (cl-assert (eq major-mode 'flywheel-mode) t)
      (font-lock-ensure)
      (kill-buffer)))
  (with-current-buffer (find-file-noselect "examples/advocacy/advocacy.flywheel")
    (font-lock-ensure)
    (dolist (want '(("# Nurture" . font-lock-comment-delimiter-face) ("\"Customer advocacy" . font-lock-string-face)
                    ("customer\n" . font-lock-keyword-face) ("mail_ok" . font-lock-variable-name-face)
                    ("number 0" . font-lock-type-face) ("sum(" . font-lock-function-name-face)
                    ("Engaged \"" . font-lock-type-face) ("move to" . font-lock-builtin-face)))
      (cl-assert (eq (try--face (car want)) (cdr want)) t "%s is %s" (car want) (try--face (car want)))))
  (message "%d examples have colors" (length examples)))

;; The language server, if this build of flywheel has one and Eglot is there.
(cond
 ((not (require 'eglot nil t)) (message "there is no Eglot"))
 ((/= 0 (call-process "flywheel" nil nil nil "lsp" "--help")) (message "this flywheel has no language server"))
 (t
  (let* ((folder (make-temp-file "flywheel" t))
         (file (expand-file-name "rules.flywheel" folder))
         (until (time-add nil 20)))
    (write-region "stage A\n  when nobody_knows > 3 tag \"x\"\n" nil file)
    (with-current-buffer (find-file-noselect file)
      (eglot--connect '(flywheel-mode) (cons 'transient folder) 'eglot-lsp-server '("flywheel" "lsp") "flywheel")
      (eglot--maybe-activate-editing-mode)
      (while (and (null (flymake-diagnostics)) (time-less-p nil until))
        (flymake-start)
        (accept-process-output nil 0.1))
      (let ((found (car (flymake-diagnostics))))
        (cl-assert found t "there are no diagnostics")
        (cl-assert (string-match-p "nobody_knows" (flymake-diagnostic-text found)) t)
        (message "the language server answers: %s" (car (split-string (flymake-diagnostic-text found) "\n"))))))))

;;; try.el ends here
