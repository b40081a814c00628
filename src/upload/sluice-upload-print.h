/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printers.h"
#include "sluice-print-sender.h"
#include "sluice-upload-private.h"

G_BEGIN_DECLS

DexFuture *sluice_upload_print_send (SluiceUpload        *upload,
                                     SluiceVault         *vault,
                                     SluiceLocalPrinters *printers,
                                     SluicePrintSender   *sender) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
