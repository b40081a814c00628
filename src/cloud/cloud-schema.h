/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

extern const char * const cloud_schema_data[];
extern const char * const cloud_schema_process[];
extern const char * const cloud_schema_product[];
