/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_CHOICE (sluice_data_choice_get_type ())

/*
 * What a person has ticked in the list of what a place holds. Properties: is-choosing (rows can be ticked). Signal
 * "changed": something else is ticked. It follows the list: what is gone from it is ticked no more.
 */
G_DECLARE_FINAL_TYPE (SluiceDataChoice, sluice_data_choice, SLUICE, DATA_CHOICE, GObject)

SluiceDataChoice *sluice_data_choice_new             (GListModel          *items);
void              sluice_data_choice_set_is_choosing (SluiceDataChoice    *self,
                                                      gboolean             is_choosing);
gboolean          sluice_data_choice_get_is_choosing (SluiceDataChoice    *self);
void              sluice_data_choice_set             (SluiceDataChoice    *self,
                                                      SluiceInventoryItem *item,
                                                      gboolean             is_chosen);
void              sluice_data_choice_toggle          (SluiceDataChoice    *self,
                                                      SluiceInventoryItem *item);
gboolean          sluice_data_choice_contains        (SluiceDataChoice    *self,
                                                      SluiceInventoryItem *item);
guint             sluice_data_choice_get_n_items     (SluiceDataChoice    *self);
GListModel       *sluice_data_choice_dup_items       (SluiceDataChoice    *self);

G_END_DECLS
